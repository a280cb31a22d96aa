package io.doppelstream.cli.sample;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.anomaly.AnomalyInjector;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.latent.LatentPath;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.Column;
import io.doppelstream.trainer.sample.InjectedTable;
import io.doppelstream.trainer.sample.ModelSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel sample}: samples a model without Kafka. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Samples a model without Kafka.",
        footer = {
            "",
            "Example:",
            "  doppel sample --model models/bank --rows 1000 --where \"y = 'yes'\" --out synthetic.csv",
            "  doppel sample --model models/bank --rows 5000 --anomalies 5%% --anomaly-kinds tail,burst --out test.csv",
            "  doppel sample --model models/digits --rows 100 --truncation 0.7 --out grid.png",
            "  doppel sample --model models/digits --rows 60 --interpolate 7 --where \"label = '3'\" --out way.png"
        })
public final class SampleCommand implements Callable<Integer> {

    /** More make a picture that nobody looks at. */
    private static final int MOST_IN_GRID = 2_000;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Folder of a model package.")
    private Path model;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "How many rows.")
    private int rows;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "File ending in .csv, .parquet or .avro, or - for CSV on standard output. Images: one grid ending in"
                            + " .png, a new folder ending in / for PNG files (sub-folders are classes), or .avro.")
    private String out;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Condition that every row must meet, for example \"age between 30 and 40\"; may be repeated.")
    private List<String> where = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same rows (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private LatentOptions latents;

    @Option(
            names = "--interpolate",
            paramLabel = "K",
            description = "For images: as --latents, with K latents that are drawn by --seed.")
    private Integer interpolated;

    @Mixin
    private AnomalyOptions anomalies;

    @Override
    public Integer call() throws IOException, ModelPackageException {
        if (rows < 1) {
            throw new UserException("Expected --rows of at least 1, found " + rows);
        }
        SampleFormat format = SampleFormat.of(out);
        ModelPackage opened = ModelPackage.open(model);
        format.check(opened.manifest().schema().columns().stream().anyMatch(Column::image));
        if (format == SampleFormat.GRID && rows > MOST_IN_GRID) {
            throw new UserException("Expected --rows of at most " + MOST_IN_GRID + " for a grid, found " + rows
                    + ": write a folder, --out " + out.replaceFirst("\\.png$", "/"));
        }
        Injection wanted = anomalies.injection();
        SampleFile file = new SampleFile(out, format, opened, seed);
        try (ModelSampler sampler = ModelSampler.open(opened)) {
            if (wanted == null) {
                Table table =
                        sampler.sample(rows, conditions(sampler), seed, Latents.of(latents.truncation(), path(opened)));
                file.write(table);
            } else {
                file.write(sample(sampler, wanted), anomalies.labelColumn());
            }
        }
        if (!out.equals("-")) {
            System.err.println("Wrote " + rows + " rows to " + out);
        }
        return 0;
    }

    private LatentPath path(ModelPackage opened) {
        if (latents.named() && interpolated != null) {
            throw new UserException("Expected --latents or --interpolate, found both");
        }
        if (latents.named()) {
            return LatentPath.of(latents.given());
        }
        if (interpolated == null) {
            return null;
        }
        if (interpolated < 1 || interpolated > LatentPath.MOST_POINTS) {
            throw new UserException(
                    "Expected --interpolate of 1 to " + LatentPath.MOST_POINTS + ", found " + interpolated);
        }
        return LatentPath.drawn(interpolated, opened.manifest().signature().width(Manifest.Signature.LATENT), seed);
    }

    private InjectedTable sample(ModelSampler sampler, Injection wanted) {
        InjectionOutcome outcome = sampler.compile(wanted);
        if (outcome instanceof InjectionOutcome.Rejected rejected) {
            throw new UserException(rejected.reason() + ": " + rejected.message());
        }
        if (latents.truncation() != null || latents.named() || interpolated != null) {
            throw new UserException(
                    "Expected no --truncation, --latents or --interpolate, which are for images, together with --anomalies");
        }
        AnomalyInjector injector = ((InjectionOutcome.Compiled) outcome).injector();
        return sampler.sample(rows, conditions(sampler), seed, injector);
    }

    private CompiledConditions conditions(ModelSampler sampler) {
        ConditionOutcome outcome = sampler.compile(where);
        if (outcome instanceof ConditionOutcome.Rejected rejected) {
            throw new UserException(rejected.reason() + ": " + rejected.message());
        }
        return ((ConditionOutcome.Compiled) outcome).conditions();
    }
}
