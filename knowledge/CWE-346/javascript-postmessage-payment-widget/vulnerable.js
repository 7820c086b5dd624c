const WIDGET_ORIGIN = 'https://pay.example.com';
const frame = document.querySelector('#payment-frame');
const status = document.querySelector('#payment-status');
let pendingOrder = null;

function showStatus(text, kind) {
  status.textContent = text;
  status.dataset.kind = kind;
}

async function confirmOrder(orderId, reference) {
  const response = await fetch(`/orders/${encodeURIComponent(orderId)}/confirm`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reference }),
  });
  if (!response.ok) throw new Error(`confirm answered ${response.status}`);
  return response.json();
}

window.addEventListener('message', async (event) => {
  const { type, payload } = event.data ?? {};
  if (type === 'payment:resize') {
    frame.style.height = `${Math.min(Number(payload.height) || 400, 900)}px`;
  } else if (type === 'payment:ready') {
    frame.contentWindow.postMessage({ type: 'order', payload: pendingOrder }, WIDGET_ORIGIN);
  } else if (type === 'payment:done' && pendingOrder) {
    try {
      const order = await confirmOrder(pendingOrder.id, payload.reference);
      showStatus(`Order ${order.number} is paid.`, 'success');
      pendingOrder = null;
    } catch (err) {
      showStatus('The payment could not be confirmed.', 'error');
    }
  }
});

export function startPayment(order) {
  pendingOrder = order;
  frame.src = `${WIDGET_ORIGIN}/widget?order=${encodeURIComponent(order.id)}`;
}
