interface WidgetSettings {
  slot: string;
  src: string;
  params: Record<string, string>;
}

interface WidgetSource {
  src: string;
  integrity: string;
}

const WIDGETS: ReadonlyMap<string, WidgetSource> = new Map([
  ['https://reviews.example.org/widget-2.3.0.js', {
    src: 'https://reviews.example.org/widget-2.3.0.js',
    integrity: 'sha384-b7Nq2VtR9sKx4LmJpZ0cWyEfHuGa8DiTo1Xk5Bv3CrQwSz6FjPnUgYhMlAe0IdOr',
  }],
  ['https://booking.example.net/embed-1.8.1.js', {
    src: 'https://booking.example.net/embed-1.8.1.js',
    integrity: 'sha384-kT5wPz8YcRf3NvHb6MxGsQ1eLjUd0OaCiVn7Wm2KtBqXrEo9FpDlJyAhSgZu4I3b',
  }],
]);

function readSettings(element: HTMLElement): WidgetSettings {
  const preview = new URLSearchParams(window.location.search);
  const slot = element.dataset.slot ?? 'sidebar';
  return {
    slot,
    src: preview.get(`widget-${slot}`) ?? element.dataset.src ?? '',
    params: JSON.parse(element.dataset.params ?? '{}'),
  };
}

export function loadWidget(element: HTMLElement, timeout = 8000): Promise<void> {
  const settings = readSettings(element);
  const source = WIDGETS.get(settings.src);
  if (source === undefined) {
    return Promise.reject(new Error(`widget ${settings.slot} is not approved`));
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const timer = window.setTimeout(() => reject(new Error(`widget ${settings.slot} timed out`)), timeout);
    script.src = source.src;
    script.integrity = source.integrity;
    script.crossOrigin = 'anonymous';
    script.async = true;
    for (const [name, value] of Object.entries(settings.params)) {
      script.dataset[name] = value;
    }
    script.onload = () => {
      window.clearTimeout(timer);
      element.classList.add('widget-ready');
      resolve();
    };
    script.onerror = () => reject(new Error(`widget ${settings.slot} failed`));
    element.append(script);
  });
}
