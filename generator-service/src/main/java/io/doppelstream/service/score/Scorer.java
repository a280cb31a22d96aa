package io.doppelstream.service.score;

import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.MarginalCounts;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.event.EventDecoder;
import io.doppelstream.service.metrics.ScoreMetrics;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.topology.Patience;

/**
 * What the threads of one scorer share.
 *
 * @param settings what is wanted
 * @param topics topics of the service
 * @param events reads real events
 * @param scoreWriter writes scores
 * @param deadLetterWriter writes dead letters
 * @param countWriter writes what was seen
 * @param countReader reads it
 * @param reportWriter writes drift reports
 * @param trainingWriter writes requests for training
 * @param catalog of the models
 * @param metrics meters
 * @param patience with registry and model store
 */
record Scorer(
        ScorerSettings settings,
        TopicSettings topics,
        EventDecoder events,
        AvroSerializer<AnomalyScore> scoreWriter,
        AvroSerializer<DeadLetter> deadLetterWriter,
        AvroSerializer<MarginalCounts> countWriter,
        AvroDeserializer<MarginalCounts> countReader,
        AvroSerializer<DriftReport> reportWriter,
        AvroSerializer<TrainingRequest> trainingWriter,
        ModelCatalog catalog,
        ScoreMetrics metrics,
        Patience patience) {

    static Scorer of(
            ScorerSettings settings,
            ServiceConfig config,
            SchemaRegistry registry,
            ModelCatalog catalog,
            ScoreMetrics metrics,
            Patience patience) {
        SerdeConfig serdes = config.serdes();
        return new Scorer(
                settings,
                config.topics(),
                new EventDecoder(
                        settings.topic(),
                        "the scorer " + settings.name() + ", or train its model from the topic",
                        AvroDeserializer.generic(registry),
                        patience),
                new AvroSerializer<>(registry, serdes),
                new AvroSerializer<>(registry, serdes),
                new AvroSerializer<>(registry, serdes),
                AvroDeserializer.specific(registry, MarginalCounts.class),
                new AvroSerializer<>(registry, serdes),
                new AvroSerializer<>(registry, serdes),
                catalog,
                metrics,
                patience);
    }

    /** Topic of what was seen. */
    String counts() {
        return topics.scoreCounts(settings.name()).name();
    }
}
