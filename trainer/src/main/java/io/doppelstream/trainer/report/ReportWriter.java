package io.doppelstream.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code report.html}: one page that needs no other file, no network and no script. Whatever it may hold, its policy keeps a
 * browser from running or loading anything.
 */
public final class ReportWriter {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private ReportWriter() {}

    /** Writes the page. */
    public static void write(Path file, Report report) throws IOException {
        Files.writeString(file, text(report));
    }

    /** Writes the page of an image model. */
    public static void write(Path file, ImageReport report) throws IOException {
        Files.writeString(file, text(report));
    }

    static String text(Report report) throws IOException {
        return page(report.title(), report.version(), sections(report, Thresholds.defaults()));
    }

    static String text(ImageReport report) throws IOException {
        return page(report.manifest().name(), Optional.of(report.manifest().version()), report.sections());
    }

    private static String page(String name, Optional<String> version, List<Section> sections) throws IOException {
        String title = name + version.map(known -> " " + known).orElse("");
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", title + " \u2013 evaluation of synthetic data");
        html.style(stylesheet());
        html.close("head").open("body");
        header(html, name, version, sections);
        html.open("main");
        for (Section section : sections) {
            html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
            html.element("h2", section.title(), "id", section.id() + "-title");
            section.write(html);
            html.close("section");
        }
        html.close("main").close("body").close("html");
        return html.page();
    }

    private static List<Section> sections(Report report, Thresholds limits) {
        List<Section> sections = new ArrayList<>(List.of(
                new OverviewSection(report, new Verdicts(report, limits).all()),
                new ColumnsSection(report),
                new PairsSection(report),
                new WorstSection(report),
                new ConditionsSection(report),
                new UtilitySection(report),
                new DetectionSection(report),
                new BiasSection(report),
                new PrivacySection(report, limits),
                new ValiditySection(report)));
        report.scoring().ifPresent(scoring -> sections.add(new ScoringSection(scoring)));
        report.training().ifPresent(course -> sections.add(new TrainingSection(course, report.configuration())));
        sections.add(new ProvenanceSection(report));
        return sections;
    }

    private static void header(Html html, String name, Optional<String> version, List<Section> sections) {
        html.open("header");
        html.element("p", "Evaluation of synthetic data", "class", "kicker");
        html.open("h1").text(name);
        version.ifPresent(known -> html.text(" ").element("span", known, "class", "version"));
        html.close("h1");
        html.open("nav", "aria-label", "Contents").open("ol");
        for (Section section : sections) {
            html.open("li")
                    .element("a", section.title(), "href", "#" + section.id())
                    .close("li");
        }
        html.close("ol").close("nav").close("header");
    }

    private static String stylesheet() throws IOException {
        try (InputStream stream = ReportWriter.class.getResourceAsStream("report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
