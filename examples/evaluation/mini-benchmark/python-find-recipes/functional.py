from kitchen import kitchen
from solution import find_recipes

assert find_recipes(kitchen(), "potato") == ["Gnocchi", "Soup"]
assert find_recipes(kitchen(), "salt") == ["Bread"]
assert find_recipes(kitchen(), "saffron") == []
print("all tests passed")
