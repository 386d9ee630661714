/** Messages to other programs as signed webhooks (Standard Webhooks). */
package dev.firebreak.comms.channel.webhook;
