package dev.firebreak.logwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a file of rules is said with file, line, column and field. */
@Tag("A026")
class RuleReaderTests {

    private static final String GOOD = """
            rules:
              - name: job-failed
                title: "Job {job} failed"
                contains: [job failed]
                pattern: 'job failed: (?P<job>\\S+)'
                severity: high
                threshold: 10 in 5m
                by: [job]
                counts: ['job failed: a']
                ignores: ['job done']
            """;

    private static RuleFile read(String text) {
        return RuleReader.read("jobs.yaml", "jobs", text);
    }

    @Test
    void aRuleHasItsDefaults() {
        var rule = read(GOOD).entries().get(0).rule();

        assertThat(rule.threshold()).isEqualTo(new Rate(10, Duration.ofMinutes(5)));
        assertThat(rule.endsAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(rule.limit()).isEqualTo(new Rate(20, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: high        | severity: hihg          | jobs.yaml:6:15 rules[0].severity: \"hihg\" is no severity",
                "threshold: 10 in 5m   | threshold: ten          | jobs.yaml:7:16 rules[0].threshold: \"ten\" is not of the form",
                "threshold: 10 in 5m   | threshold: 0 in 5m      | rules[0].threshold: \"0 in 5m\" is not of the form",
                "threshold: 10 in 5m   | threshold: 10 in 2000h  | rules[0].threshold: \"10 in 2000h\" is not of the form",
                "threshold: 10 in 5m   | treshold: 10 in 5m      | rules[0].treshold: is not one of [by, contains,",
                "threshold: 10 in 5m   | severity: low           | rules[0].severity: is there twice",
                "threshold: 10 in 5m   | limit: 1000 in 5m       | rules[0].limit: must be at most 100 alerts",
                "threshold: 10 in 5m   | ends_after: 10s         | rules[0].ends_after: is shorter than the time of the threshold",
                "by: [job]             | by: [jab]               | rules[0].by[0]: the pattern has no group (?P<jab>…)",
                "by: [job]             | hide: [job]             | rules[0].title: {job} is no field of \"by\"",
                "contains: [job failed] | contains: [jo]         | rules[0].contains[0]: a text of at least 3 ASCII characters",
                "contains: [job failed] | contains: []           | rules[0].contains: name at least one text",
                "name: job-failed      | name: Job Failed        | rules[0].name: a name has 1 to 60 lower-case letters",
                "title: \"Job {job} failed\" | title: ''         | rules[0].title: text is expected",
                "counts: ['job failed: a'] | symptom: x          | jobs.yaml:2:5 rules[0]: \"counts\" is missing"
            })
    void whatIsWrongNamesItsPlace(String good, String wrong, String message) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> read(GOOD.replace(good, wrong.strip())))
                .isInstanceOf(RuleInvalid.class)
                .hasMessageContaining(message.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=job)failed", "(job)\\1", "(?<!x)job", "a++b", "job{2000}", "job (failed", "[z-a]"})
    void aPatternThatIsNotMatchedInLinearTimeIsRefused(String pattern) {
        assertThatThrownBy(() -> read(GOOD.replace("job failed: (?P<job>\\S+)", pattern)))
                .isInstanceOf(RuleInvalid.class)
                .hasMessageContaining("jobs.yaml:5:14 rules[0].pattern: no regular expression of RE2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?P<job>((a{0,30}){0,30}){0,30})", "(?P<job>(\\pL{1,30}x{0,30}){1,30})"})
    void aPatternThatTakesManyStepsIsRefused(String pattern) {
        assertThatThrownBy(() -> read(GOOD.replace("job failed: (?P<job>\\S+)", pattern)))
                .isInstanceOf(RuleInvalid.class)
                .hasMessageContaining("rules[0].pattern: ");
    }

    @Test
    void whatIsNoYamlNamesItsPlace_andBombsAreRefused() {
        assertThatThrownBy(() -> read("rules: [")).hasMessageStartingWith("jobs.yaml:1:");
        assertThatThrownBy(() -> read("")).hasMessage("jobs.yaml:1:1 is empty");
        assertThatThrownBy(() -> read("rule: []")).hasMessageContaining("rule: is not one of [rules]");
        assertThatThrownBy(() -> read("a".repeat(600 * 1024))).isInstanceOf(RuleInvalid.class);
        assertThatThrownBy(() -> read("[".repeat(100))).isInstanceOf(RuleInvalid.class);
    }
}
