package dev.firebreak.comms.channel.phone;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.webhook.SignedPost;
import dev.firebreak.comms.message.Links;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The two services of the gateway: text messages first, then calls. */
@Configuration(proxyBeanMethods = false)
class PhoneChannels {

    @Bean
    @Order(5)
    Channel smsChannel(PhoneSettings settings, Secrets secrets, Links links, Clock clock) {
        return channel("sms", settings, secrets, links, clock);
    }

    @Bean
    @Order(6)
    Channel voiceChannel(PhoneSettings settings, Secrets secrets, Links links, Clock clock) {
        return channel("voice", settings, secrets, links, clock);
    }

    private static Channel channel(String name, PhoneSettings settings, Secrets secrets, Links links, Clock clock) {
        var gateway = Optional.ofNullable(settings.url())
                .map(url -> new SignedPost(name, settings.receiver(), secrets, links, clock));
        return new PhoneChannel(name, gateway);
    }
}
