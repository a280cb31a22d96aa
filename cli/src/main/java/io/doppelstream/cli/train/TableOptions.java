package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.stream.StreamConfig;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What only a training on a table takes. */
final class TableOptions {

    @Option(
            names = "--window",
            paramLabel = "ROWS",
            description = "Rows held in memory at a time: a table with more is trained on through a window of so many"
                    + " rows, replaced as fast as they are drawn (default: ${DEFAULT-VALUE}).")
    private int window = StreamConfig.defaults().windowRows();

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "Column that the data is used to predict: drawn last by a classifier if it has categories;"
                    + " utility, disclosure and bias are about it.")
    private String target;

    @Option(
            names = "--protected",
            paramLabel = "COLUMN",
            description = "Column whose groups are to be treated alike, for the figures of bias; may be repeated.")
    private List<String> protectedColumns = List.of();

    @Mixin
    private PrivacyOptions privacy;

    @Mixin
    private LabelOptions labels;

    PrivacyOptions privacy() {
        return privacy;
    }

    LabelOptions labels() {
        return labels;
    }

    void check() {
        if (window < StreamConfig.FEWEST_ROWS) {
            throw new UserException(
                    "Expected --window of at least " + StreamConfig.FEWEST_ROWS + " rows, found " + window);
        }
    }

    /** Images have neither columns nor rows to protect. */
    void refuseForImages() {
        if (target != null || !protectedColumns.isEmpty() || privacy.given()) {
            throw new UserException(
                    "Expected a table with --target, --protected, --epsilon or --delta, found images: leave"
                            + " these options out");
        }
    }

    StreamConfig stream() {
        return StreamConfig.defaults().withWindowRows(window);
    }

    EvaluationOptions evaluation() {
        return new EvaluationOptions(Optional.ofNullable(target), protectedColumns, EvaluationLimits.defaults());
    }
}
