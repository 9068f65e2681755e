/** The chat engine: rules, ordering, limits and live sessions, over the ports of the SPI. */
module dev.helpline.chat.core {
    requires transitive dev.helpline.chat.spi;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.helpline.chat.core;
    exports dev.helpline.chat.core.alert;
    exports dev.helpline.chat.core.attachment;
    exports dev.helpline.chat.core.audit;
    exports dev.helpline.chat.core.block;
    exports dev.helpline.chat.core.board;
    exports dev.helpline.chat.core.canned;
    exports dev.helpline.chat.core.content;
    exports dev.helpline.chat.core.desk;
    exports dev.helpline.chat.core.draft;
    exports dev.helpline.chat.core.facts;
    exports dev.helpline.chat.core.figures;
    exports dev.helpline.chat.core.guest;
    exports dev.helpline.chat.core.host;
    exports dev.helpline.chat.core.hours;
    exports dev.helpline.chat.core.inbox;
    exports dev.helpline.chat.core.memory;
    exports dev.helpline.chat.core.message;
    exports dev.helpline.chat.core.outbox;
    exports dev.helpline.chat.core.policy;
    exports dev.helpline.chat.core.poll;
    exports dev.helpline.chat.core.privacy;
    exports dev.helpline.chat.core.rating;
    exports dev.helpline.chat.core.routing;
    exports dev.helpline.chat.core.session;
    exports dev.helpline.chat.core.subscription;
    exports dev.helpline.chat.core.team;
}
