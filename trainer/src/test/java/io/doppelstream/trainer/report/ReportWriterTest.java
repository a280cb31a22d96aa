package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.longs;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.evaluate.Evaluation;
import io.doppelstream.trainer.evaluate.EvaluationInput;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.evaluate.Evaluator;
import io.doppelstream.trainer.evaluate.conditional.ConditionScore;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.diagnostic.Diagnostic;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportWriterTest {

    private static final EvaluationLimits LIMITS =
            new EvaluationLimits(500_000, 200, 400, 200, 300, 400, 300, 300, 3, 300, 1);

    private static final List<String> SECTIONS = List.of(
            "overview",
            "columns",
            "pairs",
            "worst",
            "conditions",
            "utility",
            "detection",
            "bias",
            "privacy",
            "validity",
            "provenance");

    private static final TrainingCourse COURSE = new TrainingCourse(
            IntStream.rangeClosed(1, 700)
                    .mapToObj(step -> new Progress(
                            "train",
                            step,
                            step / 700.0,
                            Map.of("critic", 0.7f + step % 7 / 100f, "generator", 0.7f),
                            10,
                            Duration.ofSeconds(step),
                            Duration.ZERO))
                    .toList(),
            List.of(
                    new Validation(
                            350,
                            0.5,
                            Map.of("column shapes", 0.9, "column pair trends", 0.8),
                            0.85,
                            true,
                            List.of(),
                            0.1),
                    new Validation(
                            700,
                            1,
                            Map.of("column shapes", 0.92, "column pair trends", Double.NaN),
                            0.92,
                            true,
                            List.of(),
                            0.1)),
            700,
            "the budget was used up");

    /** Well-formed, all anchors there, nothing from elsewhere, no script. */
    private static Document check(Report report) throws Exception {
        String page = ReportWriter.text(report);
        assertThat(page).doesNotContain("http:", "https:", "//", "<script", "NaN", "Infinity", "url(", "@import");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
        List<String> ids = attributes(document, "*", "id");
        assertThat(ids).doesNotHaveDuplicates().containsAll(SECTIONS);
        for (String reference : attributes(document, "a", "href")) {
            assertThat(ids).contains(reference.substring(1));
        }
        return document;
    }

    private static List<String> attributes(Document document, String element, String name) {
        NodeList nodes = document.getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .filter(i -> nodes.item(i).getAttributes().getNamedItem(name) != null)
                .mapToObj(i -> nodes.item(i).getAttributes().getNamedItem(name).getNodeValue())
                .toList();
    }

    private static int count(Document document, String style) {
        return (int) attributes(document, "*", "class").stream()
                .filter(style::equals)
                .count();
    }

    /** Fidelity alone: nothing else has to be computed for what is drawn. */
    private static Report fidelity(Table real, Table synthetic) {
        Evaluation evaluation = new Evaluation(
                QualityReport.of(real, synthetic),
                Optional.empty(),
                new Diagnostic(List.of(new ColumnScore("c0", "CategoryAdherence", Double.NaN)), 1),
                Optional.empty(),
                Optional.empty(),
                new Detection.NotMeasured("expected more rows"),
                List.of(),
                new Evaluation.Rows(real.rows(), synthetic.rows(), 0),
                Map.of());
        EvaluationInput input = new EvaluationInput(real, synthetic, Optional.empty(), EvaluationOptions.none(), 1);
        return Report.of("small", input, evaluation);
    }

    @Test
    void shouldShowEverythingThatWasMeasured() throws Exception {
        Table.Split split = TestTables.everyKind(2400, 1).split(0.25, 2);
        Table synthetic = TestTables.everyKind(1500, 3);
        EvaluationOptions options = new EvaluationOptions(Optional.of("city"), List.of("children"), LIMITS);
        EvaluationInput input = new EvaluationInput(split.second(), synthetic, Optional.of(split.first()), options, 5);
        ConditionScore condition = new ConditionScore(List.of("city = 'Bern'", "age < 30"), 300, 0.125, 0.91);
        ConditionalFidelity conditional = new ConditionalFidelity(List.of(condition), List.of(condition));
        Report report = Report.of("all", input, Evaluator.evaluate(input).with(conditional))
                .withProvenance(List.of(new Fact("Synthetic file", "a<b>.csv")));
        Document document = check(report);
        assertThat(count(document, "card")).isEqualTo(9);
        assertThat(count(document, "map")).isEqualTo(3);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("city = 'Bern' and age < 30", "12.50", "a<b>.csv", "C2ST", "Median DCR", "Boosted trees")
                .contains("always the same value")
                .doesNotContain("Not measured");
        assertThat(report.realQuality()).isPresent();
    }

    @Test
    void shouldEscapeNamesAndCategories() throws Exception {
        String evil = "<script>alert(\"1\")</script>'&]]>\u0000";
        Column column = new Column(evil, new ValueType.Text(), new Role.Categorical(List.of(evil, "b")), true);
        Column other = new Column("x\" onload=\"y", new ValueType.Floating(), new Role.Continuous(), true);
        Table table = new Table(
                new TableSchema(List.of(column, other), null),
                List.of(new ColumnData.Codes(new int[] {0, 1, 0, -1}), doubles(1, 2, 3, 4)));
        Document document = check(fidelity(table, table).withProvenance(List.of(new Fact(evil, evil))));
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(attributes(document, "*", "onload")).isEmpty();
    }

    @Test
    void shouldShowATableOfOneColumn() throws Exception {
        Document document = check(fidelity(table(codes(0, 1, 2, 2)), table(codes(0, 0, 3, 2))));
        assertThat(count(document, "card")).isEqualTo(1);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("A pair takes two learned columns, found 1");
    }

    @Test
    void shouldShowATableWithoutNumbers() throws Exception {
        Table table = table(codes(0, 1, 2, 2), codes(-1, 0, 0, 1));
        assertThat(count(check(fidelity(table, table)), "bars")).isEqualTo(2);
    }

    @Test
    void shouldShowConstantsNullsAndScoresThatAreNotDefined() throws Exception {
        Table real = table(longs(7, 7, 7), doubles(1, 2, 3), codes(-1, -1, -1), doubles(0, 0, 0));
        Table synthetic =
                table(longs(7, 7, 7), doubles(Double.NaN, Double.NaN, Double.NaN), codes(0, 1, 1), doubles(0, 5, 0));
        Document document = check(fidelity(real, synthetic));
        assertThat(document.getDocumentElement().getTextContent())
                .contains("all real values are null", "all synthetic values are null", "not defined");
        assertThat(count(document, "undefined")).isPositive();
    }

    @Test
    void shouldSayThatNothingIsLearned() throws Exception {
        Column constant = new Column("plan", new ValueType.Text(), new Role.Constant("basic"), false);
        Table table = new Table(new TableSchema(List.of(constant), null), List.of(new ColumnData.Unlearned(3)));
        assertThat(check(fidelity(table, table)).getDocumentElement().getTextContent())
                .contains("No column is learned", "plan");
    }

    @Test
    void shouldSayThatPrivacyWasNotMeasuredWhenThereIsNoHoldOut() throws Exception {
        Table table = table(codes(0, 1, 2, 2), doubles(1, 2, 3, 4));
        Document document = check(fidelity(table, table));
        assertThat(document.getElementsByTagName("main").item(0).getTextContent())
                .contains("That nothing was measured does not mean that nothing leaks", "no verdict");
    }

    @Test
    void shouldStaySmallWhenTheTableIsWide() throws Exception {
        Random random = new Random(4);
        List<ColumnData> data = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int index = 0; index < 200; index++) {
            boolean number = index % 3 > 0;
            data.add(
                    number
                            ? new ColumnData.Doubles(random.doubles(500).toArray())
                            : new ColumnData.Codes(random.ints(500, 0, 40).toArray()));
            columns.add(
                    number
                            ? new Column("number_" + index, new ValueType.Floating(), new Role.Continuous(), false)
                            : new Column(
                                    "category_of_a_long_name_" + index,
                                    new ValueType.Text(),
                                    new Role.Categorical(IntStream.range(0, 40)
                                            .mapToObj(code -> "a category with a long name " + code)
                                            .toList()),
                                    false));
        }
        Table table = new Table(new TableSchema(columns, null), data);
        Table.Split halves = table.split(0.5, 1);
        Report report = fidelity(halves.first(), halves.second());
        assertThat(ReportWriter.text(report).length()).isLessThan(3_000_000);
        Document document = check(report);
        assertThat(count(document, "card")).isEqualTo(200);
        assertThat(report.associations().names()).hasSize(Associations.MOST_COLUMNS);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("Of 200 learned columns the 40", "The next 140 columns", "Scores of all columns");
    }

    @Test
    void shouldDrawTheTrainingWhenThereWasOne() throws IOException {
        Html html = new Html().open("section");
        new TrainingSection(COURSE, List.of(new Fact("batch", "500"))).write(html);
        String page = html.close("section").page();
        assertThat(page).contains("class=\"published\"", "after step 700", "the budget was used up", "500");
        assertThat(page.split("<polyline", -1)).hasSize(6);
        assertThat(page).doesNotContain("NaN");
    }

    @Test
    void shouldSayWhenATrainingReportedNothing() {
        Html html = new Html().open("section");
        new TrainingSection(new TrainingCourse(List.of(), List.of(), 0, "the budget was used up"), List.of())
                .write(html);
        assertThat(html.close("section").page()).contains("nothing was reported");
    }
}
