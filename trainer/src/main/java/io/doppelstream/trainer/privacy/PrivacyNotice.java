package io.doppelstream.trainer.privacy;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a private training promises and what it does not, in words for its owner and for the manifest. */
public final class PrivacyNotice {

    /** Which tables are told apart no better than epsilon and delta say. */
    public static final String ADJACENCY = "add or remove one row";

    /** How the budget is counted. */
    public static final String ACCOUNTANT = "Renyi, sampled Gaussian mechanism";

    private PrivacyNotice() {}

    /** What was taken for known. */
    public static List<String> publicFacts(TableSchema schema) {
        List<String> facts = new ArrayList<>(List.of(
                "names, types and roles of the columns, also where they were inferred from the data",
                "the number of rows",
                "the configuration, schema overrides and the Avro schema where it was given"));
        names(schema, Role.Constant.class)
                .ifPresent(names -> facts.add("that these columns are constant, and their value: " + names));
        names(schema, Role.Identifier.class)
                .ifPresent(
                        names -> facts.add("that these columns are identifiers (no value is in the model): " + names));
        return facts;
    }

    private static Optional<String> names(TableSchema schema, Class<? extends Role> role) {
        String names = schema.columns().stream()
                .filter(column -> role.isInstance(column.role()))
                .map(Column::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** What of a package was computed from real rows without noise. */
    public static List<String> notCovered() {
        return List.of(
                "quality.json",
                "report.html",
                "the figures of the manifest (quality) and of the ModelPublished record",
                "losses and figures shown while training",
                "running times");
    }

    /** The warning before a training. */
    public static String warning(PrivacyConfig config, int rows, TableSchema schema) {
        return String.format(
                        Locale.ROOT,
                        "Differential privacy: epsilon %s, delta %.3g, for one row more or less (one person with several rows is"
                                + " protected less).%n",
                        config.epsilon(),
                        config.delta(rows))
                + line("covered", "schema, codecs and weights of the model, and so all that it generates")
                + line("taken for public", String.join("; ", publicFacts(schema)))
                + line("NOT covered, do not hand out", String.join("; ", notCovered()))
                + line(
                        "conditions",
                        "hold, but the other columns do not follow them; relations between columns are not kept")
                + line("chance", "the noise is drawn anew each time: the training cannot be reproduced or resumed");
    }

    private static String line(String name, String text) {
        return "  " + name + ": " + text + System.lineSeparator();
    }
}
