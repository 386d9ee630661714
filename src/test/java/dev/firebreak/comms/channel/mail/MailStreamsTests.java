package dev.firebreak.comms.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.util.StreamProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MailStreamsTests {

    @Test
    void theNamedProviderIsTheOneThatTheLibraryWouldFind() {
        MailStreams.name();

        assertThat(ServiceLoader.load(StreamProvider.class).findFirst())
                .get()
                .hasSameClassAs(StreamProvider.provider());
    }
}
