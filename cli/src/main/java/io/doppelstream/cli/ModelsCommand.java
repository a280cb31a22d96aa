package io.doppelstream.cli;

import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.publish.ModelLister;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel models}: lists what is published. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists published models, their versions and their quality.",
        footer = {"", "Example:", "  doppel models --bootstrap broker:9092 --registry http://registry:8081"})
final class ModelsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        cluster.check();
        List<ModelPublished> models;
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            models = new ModelLister(
                            cluster.client(),
                            cluster.topics().catalogue().models().name(),
                            registry)
                    .list();
        }
        if (json) {
            models.forEach(System.out::println);
        } else if (models.isEmpty()) {
            System.err.println("No model is published. Publish one with: doppel publish --model DIR");
        } else {
            System.out.print(table(models));
        }
        return 0;
    }

    private static TextTable table(List<ModelPublished> models) {
        TextTable table = new TextTable("model", "version", "kind", "rows", "quality", "published", "digest");
        for (ModelPublished model : models) {
            table.row(
                    model.getName(),
                    model.getVersion(),
                    model.getKind(),
                    model.getTrainedRows(),
                    model.getQuality() == null ? "" : String.format(Locale.ROOT, "%.3f", model.getQuality()),
                    model.getPublishedAt(),
                    model.getDigest().substring(0, 12));
        }
        return table;
    }
}
