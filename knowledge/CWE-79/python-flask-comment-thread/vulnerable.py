from flask import Blueprint, abort, current_app, render_template
from markupsafe import Markup

from .models import Article, Comment

comments = Blueprint("comments", __name__)


def render_comment(comment: Comment) -> Markup:
    body = comment.body.replace("\n", "<br>")
    return Markup(
        f'<article id="c{comment.id}"><header>{comment.author_name}'
        f" <time>{comment.created_at:%d.%m.%Y %H:%M}</time></header>"
        f"<p>{body}</p></article>"
    )


@comments.get("/articles/<slug>/comments")
def thread(slug: str):
    article = Article.query.filter_by(slug=slug).first()
    if article is None:
        abort(404)
    items = (
        Comment.query.filter_by(article_id=article.id, hidden=False)
        .order_by(Comment.created_at)
        .limit(current_app.config["COMMENTS_PER_PAGE"])
        .all()
    )
    html = Markup("\n").join(render_comment(item) for item in items)
    return render_template("thread.html", article=article, comments_html=html)
