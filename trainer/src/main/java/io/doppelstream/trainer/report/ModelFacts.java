package io.doppelstream.trainer.report;

import io.doppelstream.model.pack.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a manifest tells of a model, line by line. */
final class ModelFacts {

    private ModelFacts() {}

    static List<Fact> configuration(Manifest manifest) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "", new TreeMap<>(manifest.training().configuration()));
        return facts;
    }

    /** Settings within settings are named by their path. */
    private static void add(List<Fact> facts, String prefix, Map<?, ?> settings) {
        settings.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                add(facts, prefix + name + ".", nested);
            } else {
                facts.add(new Fact(prefix + name, String.valueOf(value)));
            }
        });
    }

    static List<Fact> provenance(Manifest manifest) {
        Manifest.Training training = manifest.training();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model", manifest.name() + " " + manifest.version()));
        facts.add(new Fact("GAN kind", manifest.kind()));
        facts.add(new Fact("Made", manifest.createdAt()));
        if (training.dataFingerprint() != null) {
            facts.add(new Fact("Data fingerprint (SHA-256)", training.dataFingerprint()));
        }
        if (training.privacy() != null) {
            Manifest.Privacy spent = training.privacy();
            facts.add(new Fact(
                    "Differential privacy of the model",
                    "epsilon %.3f, delta %.1e (%s); this page is not covered"
                            .formatted(spent.epsilon(), spent.delta(), spent.adjacency())));
        }
        facts.add(new Fact("Seed", Long.toString(training.seed())));
        facts.add(new Fact("Rows trained on", Numbers.count(training.rows())));
        facts.add(new Fact("Rows set aside as hold-out", Numbers.count(training.holdoutRows())));
        facts.add(new Fact("Training steps", Numbers.count(training.steps())));
        facts.add(new Fact("Wall time of the training", Numbers.seconds(training.seconds())));
        if (training.selection() != null) {
            facts.add(new Fact(
                    "Rows set aside for validation",
                    Numbers.count(training.selection().validationRows())));
        }
        facts.add(new Fact(
                "Columns",
                manifest.schema().size() + ", "
                        + manifest.schema().columns().stream()
                                .filter(column -> column.learned())
                                .count()
                        + " of them learned"));
        facts.add(new Fact(
                "Width of the condition vector",
                Integer.toString(manifest.conditions().width())));
        facts.add(new Fact("Records in a chunk", Numbers.count(manifest.chunkSize())));
        facts.add(new Fact("Format of the package", Integer.toString(manifest.formatVersion())));
        new TreeMap<>(manifest.libraries())
                .forEach((name, version) -> facts.add(new Fact("Version of " + name, version)));
        return facts;
    }
}
