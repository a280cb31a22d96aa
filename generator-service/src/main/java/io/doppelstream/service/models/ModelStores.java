package io.doppelstream.service.models;

import io.doppelstream.model.store.FolderModelStore;
import io.doppelstream.model.store.KafkaModelStore;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.ModelPublished;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** The stores that {@code ModelPublished.store} can name. */
public final class ModelStores {
    private ModelStores() {}

    /**
     * Finds the store of a published version.
     *
     * @param artifactsTopic topic of the {@code kafka} store
     * @param client properties of Kafka clients
     */
    public static Function<ModelPublished, ModelStore> of(String artifactsTopic, Map<String, Object> client) {
        KafkaModelStore kafka = new KafkaModelStore(artifactsTopic, client);
        return published -> {
            if (published.getStore().equals(kafka.location())) {
                return kafka;
            }
            try {
                return new FolderModelStore(Path.of(URI.create(published.getStore())));
            } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
                throw new ModelUnavailableException(
                        "Expected the store 'kafka' or the URI of a folder (file:///...), found '"
                                + published.getStore() + "'",
                        e);
            }
        };
    }
}
