package dev.firebreak.access.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AuditWatch;
import dev.firebreak.access.audit.AuditFixture;
import dev.firebreak.access.audit.check.AuditCheck;
import dev.firebreak.access.audit.merkle.MerkleProofs;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.TreeHead;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.NewIncident;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The audit over HTTP, checked with the formulas of RFC 9162 and with the offline verifier. */
@Tag("H15")
class AuditHttpTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private AuditFixture node;
    private MockMvc http;

    @BeforeEach
    void anAuditOfTwelveRows() {
        node = new AuditFixture(data);
        for (var n = 0; n < 12; n++) {
            node.audit().record("system", "carla", "step.approved", Map.of("plan", "plan " + n));
        }
        node.advance();
        node.anchoring().anchor();
        http = MockMvcBuilders.standaloneSetup(
                        node.bean(AuditController.class),
                        node.bean(AuditExportController.class),
                        node.bean(RestoreController.class))
                .defaultRequest(get("/").principal(() -> "ada"))
                .build();
    }

    @AfterEach
    void theNodeEnds() {
        node.close();
    }

    @Test
    void anIntactAuditIsIntactAndAChangedRowIsNamed() throws Exception {
        http.perform(get("/api/audit/verify"))
                .andExpect(jsonPath("$.intact").value(true))
                .andExpect(jsonPath("$.size").value(12))
                .andExpect(jsonPath("$.findings").doesNotExist());

        node.jdbc()
                .sql("update audit_entry set entry = replace(entry, 'plan 5', 'plan 6') where number = 6")
                .update();

        var answer = json("/api/audit/verify");
        assertThat(answer.at("/intact").asBoolean()).isFalse();
        assertThat(answer.at("/firstBadRow").asText()).contains("6");
        assertThat(answer.at("/findings")).isNotEmpty();
    }

    @Test
    void aRowIsProvedAgainstTheHead() throws Exception {
        var proof = json("/api/audit/proof?chain=system&number=5");
        var head = head(proof.at("/head"));

        assertThat(head).isEqualTo(head(json("/api/audit/head")));
        assertThat(includes(proof, head, proof.at("/entry").asText())).isTrue();
        assertThat(includes(proof, head, proof.at("/entry").asText() + " ")).isFalse();
    }

    @Test
    void aLaterHeadIsProvedToContinueAnEarlierOne() throws Exception {
        var proof = json("/api/audit/consistency?from=7&to=12");
        var path = hashes(proof.at("/proof"));

        assertThat(MerkleProofs.continues(head(proof.at("/first")), head(proof.at("/second")), path))
                .isTrue();
        var other = new TreeHead(7, NodeHash.leaf("another log"));
        assertThat(MerkleProofs.continues(other, head(proof.at("/second")), path))
                .isFalse();
    }

    @Test
    void exportAndAnchorsSatisfyTheOfflineVerifier() throws Exception {
        var export = Files.writeString(data.resolve("export.txt"), text("/api/audit/export"));
        var anchors = Files.writeString(data.resolve("anchors.txt"), text("/api/audit/anchors"));
        assertThat(Files.readAllLines(export)).hasSize(12);
        assertThat(check(export, anchors)).isZero();

        Files.writeString(export, Files.readString(export).replace("plan 3", "plan 4"));
        assertThat(check(export, anchors)).isEqualTo(1);
    }

    @Test
    @Tag("H29")
    void ofASecurityIncidentOthersGetPositionsAndLeafHashes_andStillVerifyTheWholeTree() throws Exception {
        var hidden = node.incidents().open(new NewIncident("Stolen key", "mosaic-x", "theft", null, "test", false));
        node.bean(IncidentMembers.class).restrict(hidden);
        node.bean(IncidentMembers.class).add(hidden, "carla", IncidentMembers.Part.ADDED);
        node.audit().record(hidden.value(), "carla", "step.approved", Map.of("plan", "turn the key"));
        node.audit().record("system", "carla", "incident.merged", Map.of("into", hidden.value()));
        node.audit().record("system", "carla", "step.approved", Map.of("plan", "the next plan"));
        node.advance();
        node.anchoring().anchor();

        var export = Files.writeString(data.resolve("export.txt"), text("/api/audit/export"));
        var anchors = Files.writeString(data.resolve("anchors.txt"), text("/api/audit/anchors"));
        assertThat(Files.readString(export)).doesNotContain(hidden.value(), "turn the key");
        assertThat(Files.readString(anchors)).doesNotContain(hidden.value());
        var withheld = Files.readAllLines(export).stream()
                .filter(line -> line.matches("\\d+ withheld [0-9a-f]{64}"))
                .count();
        assertThat(offline(export, anchors))
                .startsWith("Intact: " + node.table().size() + " rows, " + withheld + " of them withheld, anchors: ");
        assertThat(withheld).isGreaterThanOrEqualTo(2);

        var proof = json("/api/audit/proof?chain=system&number=13");
        assertThat(proof.at("/entry").isNull()).isTrue();
        assertThat(MerkleProofs.includes(
                        head(proof.at("/head")),
                        proof.at("/leaf").asLong(),
                        new NodeHash(proof.at("/leafHash").asText()),
                        hashes(proof.at("/path"))))
                .isTrue();

        node.jdbc()
                .sql("update audit_entry set entry = replace(entry, 'turn', 'burn')")
                .update();
        assertThat(text("/api/audit/verify"))
                .contains("chain members-only, row ")
                .doesNotContain(hidden.value());
        assertThat(node.bean(AuditWatch.class).violations().toString())
                .contains("chain members-only, row ")
                .doesNotContain(hidden.value());
        Files.writeString(export, text("/api/audit/export"));
        assertThat(offline(export, anchors)).startsWith("a withheld row was changed or replaced: the anchor of ");

        var member = http.perform(get("/api/audit/export").principal(() -> "carla"));
        assertThat(member.andReturn().getResponse().getContentAsString()).contains(hidden.value(), "burn the key");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/audit/proof?chain=system&number=13,           number",
        "/api/audit/proof?chain=other&number=1,             number",
        "/api/audit/proof?chain=system&number=5&size=13,    size",
        "/api/audit/proof?chain=system&number=5&size=4,     size",
        "/api/audit/consistency?from=0,                     from",
        "/api/audit/consistency?from=13,                    from",
        "/api/audit/consistency?from=1&to=13,               to"
    })
    void whatIsNotInTheLogIsRefusedByTheFieldsName(String path, String field) throws Exception {
        var answer = http.perform(get(path)).andExpect(status().isBadRequest()).andReturn();

        assertThat(answer.getResolvedException()).hasMessageContaining(field + ":");
    }

    @Test
    void whereNothingWasRestoredThereIsNothingToConfirm() throws Exception {
        assertThat(json("/api/audit/restore").at("/unconfirmed").asBoolean()).isFalse();
        http.perform(post("/api/audit/restore")
                        .contentType("application/json")
                        .content("{\"reason\":\"restored the backup of last night\"}")
                        .principal(() -> "ada"))
                .andExpect(status().isConflict());
    }

    private static boolean includes(JsonNode proof, TreeHead head, String entry) {
        return MerkleProofs.includes(head, proof.at("/leaf").asLong(), NodeHash.leaf(entry), hashes(proof.at("/path")));
    }

    private static TreeHead head(JsonNode node) {
        return new TreeHead(node.at("/size").asLong(), hash(node.at("/root")));
    }

    private static List<NodeHash> hashes(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(AuditHttpTests::hash)
                .toList();
    }

    private static NodeHash hash(JsonNode node) {
        return new NodeHash(node.isTextual() ? node.asText() : node.at("/hex").asText());
    }

    private static String offline(Path export, Path anchors) throws Exception {
        var out = new ByteArrayOutputStream();
        AuditCheck.run(new String[] {export.toString(), anchors.toString()}, new PrintStream(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int check(Path export, Path anchors) throws Exception {
        return AuditCheck.run(
                new String[] {export.toString(), anchors.toString()}, new PrintStream(new ByteArrayOutputStream()));
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws Exception {
        return http.perform(get(path))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
