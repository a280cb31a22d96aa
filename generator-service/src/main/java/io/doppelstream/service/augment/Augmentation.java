package io.doppelstream.service.augment;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.metrics.AugmentMetrics;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.topology.Patience;
import org.apache.avro.generic.GenericRecord;

/**
 * What the processors of one augmentation share.
 *
 * @param settings what is wanted
 * @param topics topics of the service
 * @param mostRecords most records of a request
 * @param events reads real records
 * @param requestWriter writes requests
 * @param deadLetterWriter writes dead letters
 * @param supply what the model gives
 * @param metrics meters
 * @param patience with the schema registry
 */
public record Augmentation(
        AugmentationSettings settings,
        TopicSettings topics,
        long mostRecords,
        AvroDeserializer<GenericRecord> events,
        AvroSerializer<GenerationRequest> requestWriter,
        AvroSerializer<DeadLetter> deadLetterWriter,
        Supply supply,
        AugmentMetrics metrics,
        Patience patience) {

    /** One augmentation of a service. */
    public static Augmentation of(
            AugmentationSettings settings,
            ServiceConfig config,
            SchemaRegistry registry,
            ModelCatalog catalog,
            AugmentMetrics metrics,
            Patience patience) {
        return new Augmentation(
                settings,
                config.topics(),
                config.requests().maxCount(),
                AvroDeserializer.generic(registry),
                new AvroSerializer<>(registry, config.serdes()),
                new AvroSerializer<>(registry, config.serdes()),
                new CatalogSupply(settings, catalog, patience),
                metrics,
                patience);
    }
}
