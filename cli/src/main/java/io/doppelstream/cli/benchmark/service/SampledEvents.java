package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.generate.WarmUp;
import io.doppelstream.service.models.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Events of a real topic, which a model generated before anything is measured. */
final class SampledEvents {
    /** As many as a warm-up has. */
    private static final int CHUNKS = 30;

    private SampledEvents() {}

    /**
     * Values as the topic has them; their schema is registered.
     *
     * @param conditions that all of them meet
     * @throws UserException where the model has no such events
     */
    static List<byte[]> of(ClusterOptions cluster, ModelPackage model, String topic, List<String> conditions)
            throws IOException, ModelPackageException {
        List<byte[]> events = new ArrayList<>();
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                LoadedModel loaded = LoadedModel.load(model, ModelSettings.DEFAULTS)) {
            if (loaded.compile(conditions) instanceof ConditionOutcome.Rejected rejected) {
                throw new UserException(rejected.message());
            }
            int id = registry.register(topic + "-value", loaded.encoder().schema());
            for (int index = 0; index < CHUNKS; index++) {
                ChunkTask chunk = ChunkTask.newBuilder(WarmUp.task(loaded, index))
                        .setConditions(conditions)
                        .build();
                events.addAll(
                        Arrays.asList(ChunkGenerator.generate(chunk, loaded, id).values()));
            }
        }
        return events;
    }
}
