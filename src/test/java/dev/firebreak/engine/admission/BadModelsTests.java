package dev.firebreak.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Inserts one forbidden construct at every possible place of our own models: admission refuses all (guarantees.md H1,
 * H2).
 */
class BadModelsTests {

    private static final List<String> ATTRIBUTES = List.of(
            "camunda:class=\"x.Y\"",
            "camunda:expression=\"${x.y()}\"",
            "camunda:type=\"shell\"",
            "camunda:resource=\"deployment://x.groovy\"",
            "camunda:formKey=\"embedded:deployment:x.html\"",
            "camunda:formHandlerClass=\"x.Y\"",
            "camunda:variableMappingDelegateExpression=\"${x}\"",
            "camunda:historyTimeToLive=\"${x.y()}\"",
            "implementation=\"##WebService\"",
            "operationRef=\"x\"");
    private static final List<String> EXTENSIONS = List.of(
            "<camunda:executionListener event=\"start\" class=\"x.Y\"/>",
            "<camunda:executionListener event=\"start\" delegateExpression=\"${recordSeverityDelegate}\"/>",
            "<camunda:taskListener event=\"create\" expression=\"${x.y()}\"/>",
            "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>",
            "<camunda:field name=\"command\" stringValue=\"touch\"/>",
            "<camunda:inputOutput><camunda:inputParameter name=\"x\"><camunda:script scriptFormat=\"juel\">1"
                    + "</camunda:script></camunda:inputParameter></camunda:inputOutput>",
            "<camunda:inputOutput><camunda:outputParameter name=\"x\">${x.y()}</camunda:outputParameter></camunda:inputOutput>",
            "<camunda:formData><camunda:formField id=\"f\"><camunda:validation><camunda:constraint name=\"validator\""
                    + " config=\"x.Y\"/></camunda:validation></camunda:formField></camunda:formData>",
            "<camunda:potentialStarter><bpmn:resourceAssignmentExpression/></camunda:potentialStarter>");
    private static final Pattern ELEMENT = Pattern.compile(
            "<bpmn:(serviceTask|userTask|callActivity|businessRuleTask|startEvent|sequenceFlow)\\b([^>/]*)(/?)>");

    @Test
    @Tag("H1")
    void noBadThingComesThroughAnywhere() throws IOException {
        var count = 0;
        for (var model : ownModels()) {
            for (var bad : spoiled(model)) {
                assertThat(check(bad)).as(bad).isNotEmpty();
                count++;
            }
        }
        assertThat(count).isGreaterThan(150);
    }

    @Test
    void brokenBytesAreRefusedOrHarmlessButNeverAnError() throws IOException {
        var random = new Random(7);
        for (var model : ownModels()) {
            var bytes = TestModels.bytes(model);
            for (var turn = 0; turn < 40; turn++) {
                var broken = bytes.clone();
                for (var i = 0; i < 1 + turn / 4; i++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                for (var name : List.of("x.bpmn", "x.dmn", "x.form")) {
                    assertThat(ModelAdmission.check(name, broken, KnownNames.any()))
                            .isNotNull();
                }
            }
        }
    }

    /** Each bad thing at the first element of each kind, and some of them, in turn, at all others. */
    private static List<String> spoiled(String model) {
        var all = new ArrayList<String>();
        var seen = new HashSet<String>();
        var places = ELEMENT.matcher(model);
        while (places.find()) {
            var isFirst = seen.add(places.group(1));
            var here = spoiled(model, places);
            for (var i = 0; i < here.size(); i++) {
                if (isFirst || (seen.size() + places.start() + i) % 10 == 0) {
                    all.add(here.get(i));
                }
            }
        }
        return all;
    }

    private static List<String> spoiled(String model, Matcher places) {
        var all = new ArrayList<String>();
        for (var attribute : ATTRIBUTES) {
            var name = attribute.substring(0, attribute.indexOf('='));
            if (!places.group(2).contains(name + "=")) {
                all.add(new StringBuilder(model)
                        .insert(places.start(2), " " + attribute)
                        .toString());
            }
        }
        for (var extension : EXTENSIONS) {
            var inside = "<bpmn:extensionElements>" + extension + "</bpmn:extensionElements>";
            all.add(
                    places.group(3).isEmpty()
                            ? new StringBuilder(model)
                                    .insert(places.end(), inside)
                                    .toString()
                            : model.substring(0, places.end() - 2) + ">" + inside + "</bpmn:" + places.group(1) + ">"
                                    + model.substring(places.end()));
        }
        return all;
    }

    private static List<ModelRefusal> check(String model) {
        return ModelAdmission.check("x.bpmn", TestModels.bytes(model), KnownNames.any());
    }

    private static List<String> ownModels() throws IOException {
        try (var files = Files.list(Path.of("processes"))) {
            var models = new ArrayList<String>();
            for (var file :
                    files.filter(file -> file.toString().endsWith(".bpmn")).toList()) {
                models.add(Files.readString(file));
            }
            return models;
        }
    }
}
