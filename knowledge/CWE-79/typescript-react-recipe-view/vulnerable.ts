import { createElement as h } from 'react';
import { marked } from 'marked';

export interface Recipe {
  title: string;
  minutes: number;
  servings: number;
  instructions: string;
  sourceUrl?: string;
}

export function RecipeView({ recipe, scale = 1 }: { recipe: Recipe; scale?: number }) {
  const servings = Math.round(recipe.servings * scale);
  const html = marked.parse(recipe.instructions, { async: false, breaks: true });

  return h(
    'article',
    { className: 'recipe' },
    h('h1', null, recipe.title),
    h('p', { className: 'meta' }, `${recipe.minutes} min, serves ${servings}`),
    h('div', { className: 'steps', dangerouslySetInnerHTML: { __html: html } }),
    recipe.sourceUrl ? h('a', { href: recipe.sourceUrl, rel: 'nofollow' }, 'Original recipe') : null,
  );
}
