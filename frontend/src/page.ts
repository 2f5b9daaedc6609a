// The front end on the local page.
export {};
