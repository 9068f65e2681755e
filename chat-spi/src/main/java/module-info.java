/** What the chat engine and its host agree on: domain records and the ports a host implements. */
module dev.helpline.chat.spi {
    requires static transitive org.jspecify;

    exports dev.helpline.chat.spi;
    exports dev.helpline.chat.spi.agent;
    exports dev.helpline.chat.spi.attachment;
    exports dev.helpline.chat.spi.audit;
    exports dev.helpline.chat.spi.auth;
    exports dev.helpline.chat.spi.block;
    exports dev.helpline.chat.spi.bot;
    exports dev.helpline.chat.spi.canned;
    exports dev.helpline.chat.spi.cluster;
    exports dev.helpline.chat.spi.content;
    exports dev.helpline.chat.spi.cursor;
    exports dev.helpline.chat.spi.draft;
    exports dev.helpline.chat.spi.entry;
    exports dev.helpline.chat.spi.facts;
    exports dev.helpline.chat.spi.figures;
    exports dev.helpline.chat.spi.hours;
    exports dev.helpline.chat.spi.inbox;
    exports dev.helpline.chat.spi.limit;
    exports dev.helpline.chat.spi.notify;
    exports dev.helpline.chat.spi.outbox;
    exports dev.helpline.chat.spi.privacy;
    exports dev.helpline.chat.spi.rating;
    exports dev.helpline.chat.spi.routing;
    exports dev.helpline.chat.spi.session;
    exports dev.helpline.chat.spi.store;
    exports dev.helpline.chat.spi.time;
    exports dev.helpline.chat.spi.upload;
}
