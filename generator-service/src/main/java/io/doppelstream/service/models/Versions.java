package io.doppelstream.service.models;

import io.doppelstream.schemas.ModelPublished;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Published versions in the order of their publication, and which of them were refused and why. Safe for several threads. */
final class Versions {
    private final Map<String, LinkedHashMap<String, ModelPublished>> byName = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    synchronized void add(ModelPublished published) {
        put(byName.computeIfAbsent(published.getName(), name -> new LinkedHashMap<>()), published);
    }

    private static void put(Map<String, ModelPublished> versions, ModelPublished published) {
        versions.remove(published.getVersion());
        versions.put(published.getVersion(), published);
    }

    synchronized void refuse(ModelPublished published, String reason) {
        refusals.put(published.getDigest(), reason);
    }

    synchronized Optional<String> refusal(ModelPublished published) {
        return Optional.ofNullable(refusals.get(published.getDigest()));
    }

    synchronized boolean knows(String name) {
        return byName.containsKey(name);
    }

    synchronized List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    synchronized Optional<ModelPublished> find(String name, String version) {
        return Optional.ofNullable(
                byName.getOrDefault(name, new LinkedHashMap<>()).get(version));
    }

    /** Versions of a model that new requests can get, neither refused nor retired, the last one first. */
    List<ModelPublished> lastFirst(String name) {
        return lastFirst(name, List.of());
    }

    /** The same as it will be when these are added. */
    synchronized List<ModelPublished> lastFirst(String name, List<ModelPublished> added) {
        LinkedHashMap<String, ModelPublished> all =
                new LinkedHashMap<>(byName.getOrDefault(name, new LinkedHashMap<>()));
        added.forEach(published -> put(all, published));
        List<ModelPublished> versions = new ArrayList<>(all.values());
        versions.removeIf(version -> version.getRetiredAt() != null || refusals.containsKey(version.getDigest()));
        Collections.reverse(versions);
        return versions;
    }

    /** The last version of each model that new requests can get. */
    synchronized List<ModelPublished> latest() {
        List<ModelPublished> latest = new ArrayList<>();
        for (String name : byName.keySet()) {
            lastFirst(name).stream().findFirst().ifPresent(latest::add);
        }
        return latest;
    }
}
