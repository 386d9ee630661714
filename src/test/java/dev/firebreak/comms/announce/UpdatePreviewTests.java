package dev.firebreak.comms.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.announce.UpdatePreview.Draft;
import dev.firebreak.comms.announce.UpdatePreview.Mail;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UpdatePreviewTests {

    private static final String TEXT = "We are back at 9.";
    private static final Map<String, Object> PROCESS = Map.of("updateEvery", "PT30M", "usersAffected", "many");

    private final FakeChannel channel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(channel).with(withCustomers());

    @Test
    @Tag("G17")
    void thePreviewIsWhatGoesOut_toThoseWhoGetIt() {
        comms.incidents().command(comms.incident, "carla");

        var shown = preview(MessageNames.UPDATE_GIVEN, "customers,engineering", true, true);

        comms.gives("carla", TEXT, "customers,engineering");
        var variables = new HashMap<>(PROCESS);
        variables.putAll(Map.of("announcement", "update", "updateText", TEXT, "audiences", "customers,engineering"));
        comms.bean(NotifyAnnounce.class).perform(comms.task("notify.announce", variables));
        assertThat(shown.unheard()).isEmpty();
        assertThat(shown.mails())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(sent(mail)).as(mail.subject()).containsExactlyElementsOf(mail.people()));
        assertThat(channel.taken).hasSize(4);
    }

    /** Who got exactly this mail. */
    private List<String> sent(Mail mail) {
        return channel.taken.stream()
                .filter(it -> it.subject().equals(mail.subject()) && it.text().equals(mail.text()))
                .map(Announcement::to)
                .map(Contact::name)
                .toList();
    }

    @Test
    @Tag("H27")
    void itSaysWhoHearsNothing() {
        var ofAResponder = preview(FormKeys.INFORM_STAKEHOLDERS, "engineering,executives", false, false);
        var ofACommander = preview(FormKeys.INFORM_STAKEHOLDERS, "engineering,executives,customers", false, true);
        var toCustomers = preview(FormKeys.WRITE_TO_CUSTOMERS, "customers", false, true);

        assertThat(ofAResponder.unheard()).containsExactly("executives");
        assertThat(ofACommander.unheard()).containsExactly("customers");
        assertThat(toCustomers.unheard()).isEmpty();
        assertThat(toCustomers.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).startsWith(TEXT).doesNotContain("Commander"));
    }

    @Test
    void itHasTheNewStatusAndTheTimeOfTheNextUpdate() {
        var mail = preview(FormKeys.INFORM_STAKEHOLDERS, "engineering", false, true)
                .mails()
                .get(0);

        assertThat(mail.text())
                .contains("Status:       monitoring", TEXT, "users affected: many")
                .containsPattern("Next update: +by ");
    }

    @Test
    @Tag("H29")
    void anUpdateOfASecurityIncidentIsForItsMembers() {
        var members = comms.record().members();
        members.restrict(comms.incident);
        members.add(comms.incident, "sam", IncidentMembers.Part.ADDED);

        var shown = preview(FormKeys.INFORM_STAKEHOLDERS, "engineering,executives", false, true);

        assertThat(shown.mails()).extracting(Mail::people).containsExactly(List.of("Sam Second"));
    }

    private UpdatePreview.Shown preview(String command, String audiences, boolean isNamed, boolean isByCommander) {
        return comms.bean(UpdatePreview.class)
                .of(new Draft(
                        comms.incident,
                        command,
                        List.of(audiences.split(",")),
                        isNamed,
                        isByCommander,
                        TEXT,
                        command.equals(FormKeys.INFORM_STAKEHOLDERS) ? "monitoring" : "",
                        PROCESS));
    }

    private static Catalog withCustomers() {
        var plain = CommsFixture.catalog(Map.of("primary", CommsFixture.RITA));
        var audiences = new HashMap<>(plain.audiences());
        audiences.put("customers", List.of(CommsFixture.MO, CommsFixture.EVE));
        return new Catalog(
                plain.profile(),
                plain.services(),
                plain.targets(),
                plain.contacts(),
                plain.rotas(),
                plain.ladder(),
                audiences,
                plain.calendar());
    }
}
