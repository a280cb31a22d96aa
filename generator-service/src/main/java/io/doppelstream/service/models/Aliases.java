package io.doppelstream.service.models;

import io.doppelstream.schemas.ModelAlias;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The aliases of all models. Safe for several threads. */
final class Aliases {
    private final Map<String, ModelAlias> byKey = new TreeMap<>();

    /** Sets or, where there is none now, removes an alias. */
    synchronized void set(TopicFollower.Change<ModelAlias> change) {
        change.value().ifPresentOrElse(alias -> byKey.put(change.key(), alias), () -> byKey.remove(change.key()));
    }

    synchronized Optional<ModelAlias> find(String model, String name) {
        return of(model).stream().filter(alias -> alias.getAlias().equals(name)).findFirst();
    }

    /** All aliases of a model, by name. */
    synchronized List<ModelAlias> of(String model) {
        return byKey.values().stream()
                .filter(alias -> alias.getModel().equals(model))
                .toList();
    }

    /** All aliases. */
    synchronized List<ModelAlias> all() {
        return List.copyOf(byKey.values());
    }
}
