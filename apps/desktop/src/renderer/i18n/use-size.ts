import { useCallback } from 'react';
import { useIntl } from 'react-intl';

const mebibyte = 1024 * 1024;

/** Formats a size in the agent's language: "312 MB", "1.5 GB". */
export function useSize(): (bytes: number) => string {
  const intl = useIntl();
  return useCallback(
    (bytes) => {
      const megabytes = bytes / mebibyte;
      return megabytes < 1000
        ? intl.formatNumber(Math.ceil(megabytes), { style: 'unit', unit: 'megabyte' })
        : intl.formatNumber(megabytes / 1024, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
    },
    [intl],
  );
}
