/** How to compute each property of an object. */
export type Recipes<T> = { readonly [K in keyof T]: () => T[K] };

/** An object whose properties are computed when they are first asked for, and then kept. */
export function lazily<T extends object>(recipes: Recipes<T>): T {
  const object = {} as T;
  for (const key of Object.keys(recipes) as (keyof T)[]) {
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = recipes[key]();
        Object.defineProperty(object, key, { value, enumerable: true });
        return value;
      },
    });
  }
  return object;
}
