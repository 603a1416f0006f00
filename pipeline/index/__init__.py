"""The search index: disposable, made from the store's change feed."""
