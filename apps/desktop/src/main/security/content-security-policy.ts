/** Everything from our own scheme, nothing inline, and no connection from a page to anywhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For files that customers sent: they may be looked at, and can do nothing. */
export const attachmentSecurityPolicy = "default-src 'none'; sandbox";
