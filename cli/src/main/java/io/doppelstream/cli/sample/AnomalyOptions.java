package io.doppelstream.cli.sample;

import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.schemas.AnomalyRequest;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that ask for anomalies among generated records. */
public final class AnomalyOptions {

    @Option(
            names = "--anomalies",
            paramLabel = "SHARE",
            description = "Share of the records that are anomalies, labelled: 0.02 or 2%% (default: none).",
            converter = ShareConverter.class)
    private Double share;

    @Option(
            names = "--anomaly-kinds",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of anomalies, in turn: rare-class, tail, value-shift, swapped-category,"
                    + " impossible-combination, burst (default: value-shift,swapped-category).")
    private List<String> kinds = List.of();

    @Option(
            names = "--anomaly-columns",
            paramLabel = "NAME",
            split = ",",
            description = "Columns that anomalies may change (default: all that the model learns).")
    private List<String> columns = List.of();

    @Option(
            names = "--rare-class",
            paramLabel = "CONDITION",
            description = "For rare-class: what these records meet, in the place of --where.")
    private String rareClass;

    @Option(
            names = "--anomaly-column",
            paramLabel = "NAME",
            description = "Column for the label. Avro: a boolean field of the records, or one of strings that the model"
                    + " does not learn (default: none). CSV and Parquet: a further column (default: anomaly).")
    private String labelColumn;

    /** Column for the label, null where none is named. */
    String labelColumn() {
        return labelColumn;
    }

    /** What is asked for, null for nothing. */
    Injection injection() {
        if (share == null) {
            if (!kinds.isEmpty() || !columns.isEmpty() || rareClass != null || labelColumn != null) {
                throw new UserException("Expected --anomalies with the share of anomalies beside the other options of"
                        + " anomalies, found none");
            }
            return null;
        }
        List<AnomalyKind> wanted = kinds.isEmpty()
                ? Arrays.asList(AnomalyKind.VALUE_SHIFT, AnomalyKind.SWAPPED_CATEGORY)
                : kinds.stream().map(AnomalyKind::of).toList();
        return new Injection(share, wanted, columns, rareClass, labelColumn);
    }

    /** The same for a request, null for nothing. */
    public AnomalyRequest request() {
        Injection wanted = injection();
        return wanted == null
                ? null
                : AnomalyRequest.newBuilder()
                        .setShare(wanted.share())
                        .setKinds(
                                wanted.kinds().stream().map(AnomalyKind::label).toList())
                        .setColumns(wanted.columns())
                        .setRareClass(wanted.rareClass())
                        .setLabelColumn(wanted.labelColumn())
                        .build();
    }
}
