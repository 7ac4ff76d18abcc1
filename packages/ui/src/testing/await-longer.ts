import { configure } from '@testing-library/react';

// What a test awaits may take longer than the usual second on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
