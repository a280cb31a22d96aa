package io.doppelstream.cli.models;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.publish.LifecycleOutcome;
import io.doppelstream.service.publish.ModelLifecycle;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whose versions are changed, and where. */
final class LifecycleOptions {

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the model.")
    private String model;

    @Mixin
    private ClusterOptions cluster;

    /** A change of the model's life. */
    @FunctionalInterface
    interface Change {
        LifecycleOutcome apply(ModelLifecycle lifecycle, String model) throws IOException;
    }

    /** Makes the change and says what it did. */
    int run(Change change) throws IOException {
        cluster.check();
        SerdeConfig serdes = SerdeConfig.from(cluster.registryClient());
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            LifecycleOutcome outcome = change.apply(
                    new ModelLifecycle(
                            new KafkaSettings(cluster.bootstrap(), cluster.client()),
                            cluster.topics(),
                            registry,
                            serdes),
                    model);
            if (outcome instanceof LifecycleOutcome.Refused refused) {
                throw new UserException(refused.message());
            }
            System.out.println(((LifecycleOutcome.Done) outcome).what());
            return 0;
        }
    }
}
