// Where this vault begins on its host: "/", or the path of a proxy.
export const HOME = document.documentElement.dataset.home || "/";
