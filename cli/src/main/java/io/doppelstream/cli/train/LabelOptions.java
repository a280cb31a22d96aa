package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.trainer.gan.GanConfig;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which rows are known to be anomalies. */
final class LabelOptions {

    @Option(
            names = "--anomaly-where",
            paramLabel = "CONDITION",
            description =
                    "Which rows are anomalies, such as \"attack = 'yes'\": chooses the default score. Its columns are not"
                            + " learned. Kind alad only.")
    private String anomalyWhere;

    @Option(names = "--normal-only", description = "Fit without the rows of --anomaly-where.")
    private boolean normalOnly;

    /** What anomalies meet; empty: none are known. */
    Optional<String> anomalies() {
        return Optional.ofNullable(anomalyWhere);
    }

    /** Whether the model is fitted without them. */
    boolean normalOnly() {
        return normalOnly;
    }

    void check(GanConfig gan) {
        if ((anomalyWhere != null && !gan.detects()) || (normalOnly && anomalyWhere == null)) {
            throw new UserException("Expected --anomaly-where with --kind alad, and --normal-only with --anomaly-where,"
                    + " found --kind " + gan.kind() + (anomalyWhere == null ? " without" : " with")
                    + " --anomaly-where");
        }
    }
}
