package io.doppelstream.cli.models;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.RivalMode;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.publish.AliasLister;
import io.doppelstream.service.publish.ModelLifecycle;
import io.doppelstream.service.publish.ModelLister;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doppel models}: lists what is published, and decides what requests get. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "Lists published models, their versions, quality and aliases; or moves aliases and retires versions.",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Example:",
            "  doppel models --bootstrap broker:9092 --registry http://registry:8081",
            "  doppel models promote bank 2",
            "  doppel models split bank 3 --share 10%%",
            "  doppel models rollback bank"
        },
        subcommands = {
            ModelsCommand.Promote.class,
            ModelsCommand.Rollback.class,
            ModelsCommand.Split.class,
            ModelsCommand.Unalias.class,
            ModelsCommand.Retire.class
        })
public final class ModelsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line: the versions, then the aliases.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        cluster.check();
        List<ModelPublished> models;
        List<ModelAlias> aliases;
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            models = new ModelLister(
                            cluster.client(),
                            cluster.topics().catalogue().models().name(),
                            registry)
                    .list();
            aliases = new AliasLister(
                            cluster.client(),
                            cluster.topics().catalogue().aliases().name(),
                            registry)
                    .list();
        }
        if (json) {
            models.forEach(System.out::println);
            aliases.forEach(System.out::println);
        } else if (models.isEmpty()) {
            System.err.println("No model is published. Publish one with: doppel publish --model DIR");
        } else {
            System.out.print(table(models));
            aliases.forEach(alias -> System.out.println(
                    alias.getModel() + "@" + alias.getAlias() + " is version " + ModelLifecycle.describe(alias)));
        }
        return 0;
    }

    private static TextTable table(List<ModelPublished> models) {
        TextTable table =
                new TextTable("model", "version", "kind", "rows", "quality", "published", "retired", "digest");
        for (ModelPublished model : models) {
            table.row(
                    model.getName(),
                    model.getVersion(),
                    model.getKind(),
                    model.getTrainedRows(),
                    model.getQuality() == null ? "" : String.format(Locale.ROOT, "%.3f", model.getQuality()),
                    model.getPublishedAt(),
                    model.getRetiredAt() == null ? "" : model.getRetiredAt(),
                    model.getDigest().substring(0, 12));
        }
        return table;
    }

    /** Moves an alias. */
    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description =
                    "Lets an alias stand for a version; makes the alias if there is none, ends a split or shadow.",
            footer = {
                "",
                "Example:",
                "  doppel models promote bank 2",
                "  doppel request --model bank@champion --rows 10"
            })
    static final class Promote implements Callable<Integer> {
        @Mixin
        private LifecycleOptions options;

        @Parameters(index = "1", paramLabel = "VERSION", description = "A published version.")
        private String version;

        @Mixin
        private AliasOption alias;

        @Override
        public Integer call() throws IOException {
            return options.run((lifecycle, model) -> lifecycle.promote(model, version, alias.name()));
        }
    }

    /** Moves an alias back. */
    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Lets an alias stand for the version before; ends a split or shadow.",
            footer = {"", "Example:", "  doppel models rollback bank"})
    static final class Rollback implements Callable<Integer> {
        @Mixin
        private LifecycleOptions options;

        @Mixin
        private AliasOption alias;

        @Override
        public Integer call() throws IOException {
            return options.run((lifecycle, model) -> lifecycle.rollback(model, alias.name()));
        }
    }

    /** Gives an alias a rival, or ends it. */
    @Command(
            name = "split",
            mixinStandardHelpOptions = true,
            description = "Lets another version answer a share of an alias's requests, or shadow it; compare the two by"
                    + " the service's metric doppel_model_fidelity.",
            footer = {
                "",
                "Example:",
                "  doppel models split bank 3 --share 10%%",
                "  doppel models split bank 3 --share 100%% --shadow",
                "  doppel models split bank --end"
            })
    static final class Split implements Callable<Integer> {
        @Mixin
        private LifecycleOptions options;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VERSION",
                description = "The other version; not with --end.")
        private String version;

        @Option(
                names = "--share",
                paramLabel = "SHARE",
                converter = ShareConverter.class,
                defaultValue = "10%",
                description = "Share of the requests, 10%% or 0.1 (default: 10%%); 0 is the same as --end.")
        private double share;

        @Option(names = "--shadow", description = "The other version generates, too, and nobody gets its records.")
        private boolean shadow;

        @Option(names = "--end", description = "The alias's own version answers all requests again.")
        private boolean end;

        @Mixin
        private AliasOption alias;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (end || share == 0) {
                return options.run((lifecycle, model) -> lifecycle.endSplit(model, alias.name()));
            }
            if (version == null) {
                throw new ParameterException(spec.commandLine(), "Expected a VERSION or --end, found neither");
            }
            return options.run((lifecycle, model) ->
                    lifecycle.split(model, version, alias.name(), shadow ? RivalMode.SHADOW : RivalMode.SPLIT, share));
        }
    }

    /** Removes an alias. */
    @Command(
            name = "unalias",
            mixinStandardHelpOptions = true,
            description = "Removes an alias; requests that name it become dead letters.",
            footer = {"", "Example:", "  doppel models unalias bank --alias challenger"})
    static final class Unalias implements Callable<Integer> {
        @Mixin
        private LifecycleOptions options;

        @Option(names = "--alias", required = true, paramLabel = "A", description = "Name of the alias.")
        private String alias;

        @Override
        public Integer call() throws IOException {
            return options.run((lifecycle, model) -> lifecycle.unalias(model, alias));
        }
    }

    /** Takes a version out of use. */
    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Takes a version out of use: new requests do not get it, those under way go on; its artifact"
                    + " stays, for 'doppel verify'.",
            footer = {"", "Example:", "  doppel models retire bank 1"})
    static final class Retire implements Callable<Integer> {
        @Mixin
        private LifecycleOptions options;

        @Parameters(index = "1", paramLabel = "VERSION", description = "A published version that no alias names.")
        private String version;

        @Override
        public Integer call() throws IOException {
            return options.run((lifecycle, model) -> lifecycle.retire(model, version));
        }
    }
}
