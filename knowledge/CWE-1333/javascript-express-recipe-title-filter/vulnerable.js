import express from 'express';

const router = express.Router();
const PAGE = 25;

router.get('/recipes/search', async (req, res, next) => {
  const term = String(req.query.q ?? '').trim();
  const diet = String(req.query.diet ?? 'any');
  const page = Math.max(Number.parseInt(req.query.page ?? '1', 10) || 1, 1);

  if (term.length < 2) {
    return res.status(400).json({ error: 'please type at least two characters' });
  }

  try {
    const recipes = await req.app.locals.recipes.list({ published: true });
    const pattern = new RegExp(term, 'i');
    const hits = recipes
      .filter((recipe) => diet === 'any' || recipe.diets.includes(diet))
      .filter((recipe) => pattern.test(recipe.title) || pattern.test(recipe.summary))
      .sort((a, b) => b.rating - a.rating);

    res.json({
      total: hits.length,
      page,
      items: hits.slice((page - 1) * PAGE, page * PAGE).map(({ id, title, rating }) => ({ id, title, rating })),
    });
  } catch (err) {
    next(err);
  }
});

export default router;
