const Koa = require('koa');
const Router = require('@koa/router');
const { koaBody } = require('koa-body');
const { settings } = require('./store');

const router = new Router();
const RESERVED = ['__proto__', 'constructor', 'prototype'];

function assignPath(root, path, value) {
  const parts = path.split('.');
  if (parts.some((part) => RESERVED.includes(part))) {
    throw Object.assign(new Error(`bad setting name ${path}`), { status: 400, expose: true });
  }
  const last = parts.pop();
  let node = root;
  for (const part of parts) {
    if (!Object.hasOwn(node, part) || typeof node[part] !== 'object' || node[part] === null) {
      node[part] = {};
    }
    node = node[part];
  }
  node[last] = value;
}

function convert(text) {
  if (text === 'on' || text === 'true') return true;
  if (text === 'off' || text === 'false') return false;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

// Fields are named like "mail.smtp.port" in the settings form.
router.post('/settings', koaBody(), async (ctx) => {
  const tree = await settings.load(ctx.state.user.workspaceId);
  for (const [name, text] of Object.entries(ctx.request.body)) {
    assignPath(tree, name, convert(String(text)));
  }
  await settings.save(ctx.state.user.workspaceId, tree);
  ctx.redirect('/settings?saved=1');
});

module.exports = new Koa().use(router.routes());
