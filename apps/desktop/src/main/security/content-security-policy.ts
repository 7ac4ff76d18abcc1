/** Allows content from our own scheme only, nothing inline, and no connections from a page. */
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

/** For files from customers: they can be displayed, but run nothing. */
export const attachmentSecurityPolicy = "default-src 'none'; sandbox";
