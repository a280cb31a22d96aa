package io.doppelstream.cli.request;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.client.RecordVerifier;
import io.doppelstream.service.client.Verification;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.config.ModelSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel verify}: makes a synthetic record again from its headers and compares. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Derives a synthetic record again from its headers and compares it, byte for byte.",
        footer = {"", "Example:", "  doppel verify --topic doppel.synthetic.bank --partition 0 --offset 17"})
public final class VerifyCommand implements Callable<Integer> {

    @Option(names = "--topic", required = true, paramLabel = "T", description = "Topic of the record.")
    private String topic;

    @Option(names = "--partition", required = true, paramLabel = "P", description = "Partition of the record.")
    private int partition;

    @Option(names = "--offset", required = true, paramLabel = "O", description = "Offset of the record.")
    private long offset;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        cluster.check();
        KafkaSettings kafka = new KafkaSettings(cluster.bootstrap(), cluster.client());
        Verification verification;
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                RecordVerifier verifier =
                        new RecordVerifier(kafka, cluster.topics(), ModelSettings.DEFAULTS, registry)) {
            verification = verifier.verify(topic, partition, offset);
        }
        if (verification instanceof Verification.Same same) {
            System.out.println("Same: record " + same.provenance().index() + " of request "
                    + same.provenance().requestId() + ", made by model "
                    + same.provenance().model() + " (digest "
                    + same.provenance().digest() + "), seed "
                    + same.provenance().seed());
            return 0;
        } else if (verification instanceof Verification.Different different) {
            throw new UserException("Different: " + different.what());
        } else if (verification instanceof Verification.Unverifiable unverifiable) {
            throw new UserException("Cannot tell: " + unverifiable.why());
        }
        throw new UserException("Expected a synthetic record at " + topic + "-" + partition + " offset " + offset
                + ", found one without Doppelstream's headers");
    }
}
