interface WidgetSettings {
  slot: string;
  src: string;
  params: Record<string, string>;
}

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
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const timer = window.setTimeout(() => reject(new Error(`widget ${settings.slot} timed out`)), timeout);
    script.src = settings.src;
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
