import { DetailList } from '@holdfast/ui/primitives/detail-list';
import { useIntl } from 'react-intl';

import type { CustomerPanel } from '../../contract/conversation.ts';
import { useText } from '../i18n/use-text.ts';

/** Profile of the customer. Unknown values are left out. */
export function CustomerDetails({ customer }: { readonly customer: CustomerPanel['customer'] }) {
  const text = useText();
  const intl = useIntl();
  const details = [
    { id: 'email', term: text('customer.email'), value: customer.email },
    { id: 'phone', term: text('customer.phone'), value: customer.phone },
    { id: 'language', term: text('customer.language'), value: languageName(customer.locale) },
    {
      id: 'since',
      term: text('customer.since'),
      value: intl.formatDate(customer.createdAt, { dateStyle: 'medium' }),
    },
  ].filter((detail) => detail.value !== null && detail.value !== '');
  return <DetailList details={details} />;

  function languageName(locale: string | null): string | null {
    if (locale === null) return null;
    try {
      return intl.formatDisplayName(locale, { type: 'language' }) ?? locale;
    } catch {
      // A platform can send any text as a locale.
      return locale;
    }
  }
}
