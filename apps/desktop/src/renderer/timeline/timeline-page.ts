/** So many items are read at first, and so many more whenever one scrolls to the top of them. */
export const timelinePage = 200;

/** The element that scrolls, and has the focus when a conversation is opened by key. */
export const timelineId = 'timeline';
