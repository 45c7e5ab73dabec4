"""``policies/taxonomy.yaml``: the tree of categories, tied to the kinds of catalog components."""

from collections.abc import Set
from functools import cached_property

from pydantic import Field

from wakebook.model.base import CategoryName, Items, Text, Value
from wakebook.model.policy.base import Policy


class Category(Value):
    """One category; ``a/b`` is a part of ``a``, which must be listed too."""

    id: CategoryName = Field(description="The path that records use, such as network/dns")
    title: Text = Field(description="Its name for a reader")
    description: Text | None = Field(None, description="When it applies")
    fits: Items[Text] = Field(
        (), description="Kinds of component, such as component:service or resource; all if absent"
    )
    replaced_by: CategoryName | None = Field(None, description="Deprecated: use this one instead")

    @property
    def parent(self) -> str | None:
        """The category above, if there is one."""
        return self.id.rpartition("/")[0] or None


class TaxonomyPolicy(Policy):
    """The categories of incidents."""

    categories: Items[Category] = Field(min_length=1, description="Parents before their parts")

    @cached_property
    def by_id(self) -> dict[str, Category]:
        """Every category by its id."""
        return {category.id: category for category in self.categories}

    @property
    def words(self) -> Set[str]:
        """The categories."""
        return self.by_id.keys()

    def fits(self, category: str) -> tuple[str, ...]:
        """The kinds of component that a category fits: its own, else its parent's; () is all."""
        found = self.by_id.get(category)
        while found is not None:
            if found.fits:
                return found.fits
            found = self.by_id.get(found.parent or "")
        return ()

    def accepts(self, category: str, component_type: str) -> bool:
        """Whether a component of a type such as ``resource:dns`` may have incidents of it."""
        kinds = self.fits(category)
        return not kinds or component_type in kinds or component_type.partition(":")[0] in kinds
