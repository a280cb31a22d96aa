package io.doppelstream.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark stream}: throughput and latency from request to committed record, exactly once. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description =
                "Throughput and latency from request to committed record, exactly once, on an embedded cluster in this JVM.",
        footer = {"", "Example:", "  doppel benchmark stream --rows 1000000 --json"})
final class StreamBenchmarkCommand implements Callable<Integer> {

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Records of the large request (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "200",
            description = "Single-record requests for the latency (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (rows < 1 || requests < 1) {
            throw new UserException("Expected --rows and --requests of at least 1, found " + rows + " and " + requests);
        }
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            ModelPackage served = model.get(work);
            StreamBenchmark.Result result;
            try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
                result = measure(cluster, served, work);
            }
            if (json) {
                System.out.println(JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(result));
            } else {
                System.out.print(result.table());
            }
        } finally {
            Folders.delete(work);
        }
        return 0;
    }

    private StreamBenchmark.Result measure(EmbeddedCluster cluster, ModelPackage served, Path work) throws IOException {
        ClusterOptions options = ClusterOptions.of(cluster.bootstrap(), cluster.registryUrl());
        PublishCommand.publish(options, served);
        ServiceConfig config = ServiceConfig.of(cluster.bootstrap(), cluster.registryUrl())
                .withStreams(new StreamSettings(null, null, null, null, work.resolve("state"), null))
                .withModels(new ModelSettings(work.resolve("models"), null, null, null, null))
                .withHttp(new HttpSettings(null, 0));
        try (GeneratorService service = GeneratorService.start(config)) {
            service.awaitReady(Duration.ofMinutes(2));
            return new StreamBenchmark(options, served, rows, requests, System.err::println).run();
        }
    }
}
