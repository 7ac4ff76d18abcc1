/** Page size of the timeline, in items. Scrolling to the top loads one more page. */
export const timelinePage = 200;

/** Id of the scrolling element. It gets the focus when a conversation is opened by key. */
export const timelineId = 'timeline';
