import jexl from 'jexl';

export function evaluateRule(rule, state, log) {
  const context = {
    temperature: state.temperature,
    humidity: state.humidity,
    motion: state.motion,
    hour: new Date(state.now).getHours(),
  };
  let matched;
  try {
    matched = jexl.evalSync(rule.condition, context);
  } catch (err) {
    log.warn({ rule: rule.id, err: err.message }, 'rule could not be evaluated');
    return [];
  }
  if (!matched) {
    return [];
  }
  return rule.actions.map((action) => ({
    device: action.device,
    command: action.command,
    value: action.value ?? null,
    reason: `rule ${rule.id}`,
  }));
}
