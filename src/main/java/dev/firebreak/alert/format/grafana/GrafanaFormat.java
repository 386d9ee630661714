package dev.firebreak.alert.format.grafana;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.alertmanager.AlertmanagerFormat;
import org.springframework.stereotype.Component;

/**
 * Reads the webhook of Grafana alerting. It is Alertmanager's with links to dashboard, panel, image and silence, and
 * with the values that made the alert fire (Grafana, "Configure the webhook notifier").
 */
@Component
final class GrafanaFormat implements AlertFormat {

    private final AlertmanagerFormat alertmanager;

    GrafanaFormat(AlertmanagerFormat alertmanager) {
        this.alertmanager = alertmanager;
    }

    @Override
    public String name() {
        return "grafana";
    }

    @Override
    public AlertNotification read(byte[] body) {
        return alertmanager.read(body);
    }
}
