package dev.firebreak.board.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ToldTableTests {

    private static final Instant NOW = Instant.parse("2026-11-22T07:16:30Z");

    @Test
    @Tag("G18")
    void eventsOfReceiversAreSentencesAndHideNoPage() {
        var deliveries = new ArrayList<DeliveryRecord>();
        deliveries.add(delivery("page-1.x", "Rex", "mail", DeliveryState.SENT, null));
        for (var i = 0; i < 8; i++) {
            deliveries.add(delivery("event-update." + i, "Webhook crm", "webhook", DeliveryState.SENT, null));
        }
        deliveries.add(
                delivery("event-closed.9", "Webhook crm", "webhook", DeliveryState.DUE, "the receiver answers 503"));

        var table = ToldTable.of(deliveries, NOW);

        assertThat(table.messages()).containsExactly("Page 1");
        assertThat(table.people()).extracting(ToldTable.Row::name).isEqualTo(List.of("Rex"));
        assertThat(table.events()).containsExactly("Webhook crm: 1 waiting (the receiver answers 503), 8 sent");
    }

    private static DeliveryRecord delivery(
            String message, String name, String channel, DeliveryState state, String why) {
        return new DeliveryRecord(message, name, name, channel, state, 1, why, NOW, NOW, null, 0, null);
    }
}
