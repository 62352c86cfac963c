"""What every page needs and no feature owns: headers, cross-site protection, error pages, forms, fragments, assets.

It knows no user.
"""
