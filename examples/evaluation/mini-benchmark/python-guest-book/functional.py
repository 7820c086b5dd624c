from solution import render_entry

assert render_entry("Ada", "Lovely garden!") == "<li><b>Ada</b>: Lovely garden!</li>"
assert render_entry("Bo", "") == "<li><b>Bo</b>: </li>"
print("all tests passed")
