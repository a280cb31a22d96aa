package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Differential privacy. */
final class PrivacyOptions {

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description =
                    "Train with differential privacy of at most this epsilon for each row (0.5 strict, 1 to 3 usual,"
                            + " 10 weak); kind tabular only, neither reproducible nor resumable. See docs/privacy.md.")
    private Double epsilon;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "Delta of --epsilon, below 1 by the number of training rows (default: a tenth of that).")
    private Double delta;

    boolean given() {
        return epsilon != null || delta != null;
    }

    /** The budget; empty: no differential privacy. */
    Optional<PrivacyConfig> budget(boolean resume) {
        if (epsilon == null) {
            if (delta != null) {
                throw new UserException("Expected --epsilon with --delta, found --delta alone");
            }
            return Optional.empty();
        }
        if (resume) {
            throw new UserException("Expected --epsilon without --resume: the secret noise of a private training is not"
                    + " kept; train from the start");
        }
        return Optional.of(
                PrivacyConfig.of(epsilon, delta == null ? OptionalDouble.empty() : OptionalDouble.of(delta)));
    }
}
