// A chat server as a team writes it from a tutorial: Express in front, Sequelize behind, one query after the other, each message a
// row and a commit of its own. Customers carry no token here, so it has less to do than the chat that it is compared with.
// Usage: node server.js <PostgreSQL URL>. Prints its port when it listens, and ends with its standard input.
import express from 'express';
import { DataTypes, Op, Sequelize } from 'sequelize';

const PAGE = 50;

const sequelize = new Sequelize(process.argv[2], { logging: false, pool: { max: 10 } });

const Session = sequelize.define(
  'ChatSession',
  {
    id: { type: DataTypes.STRING, primaryKey: true },
    userId: DataTypes.STRING,
    userInfo: { type: DataTypes.JSON, allowNull: false },
    status: { type: DataTypes.STRING, allowNull: false, defaultValue: 'active' },
    startTime: { type: DataTypes.DATE, allowNull: false },
    endTime: DataTypes.DATE,
    rating: DataTypes.INTEGER,
    feedback: DataTypes.TEXT,
  },
  {
    tableName: 'chat_sessions',
    underscored: true,
    indexes: [{ fields: ['user_id'] }, { fields: ['status'] }, { fields: ['start_time'] }],
  },
);

const Message = sequelize.define(
  'ChatMessage',
  {
    id: { type: DataTypes.STRING, primaryKey: true },
    sessionId: { type: DataTypes.STRING, allowNull: false, references: { model: Session, key: 'id' } },
    message: { type: DataTypes.TEXT, allowNull: false },
    sender: { type: DataTypes.STRING, allowNull: false },
    timestamp: { type: DataTypes.DATE, allowNull: false },
  },
  {
    tableName: 'chat_messages',
    underscored: true,
    updatedAt: false,
    indexes: [{ fields: ['session_id'] }, { fields: ['timestamp'] }, { fields: ['sender'] }],
  },
);

const Rating = sequelize.define(
  'ChatRating',
  {
    sessionId: { type: DataTypes.STRING, primaryKey: true, references: { model: Session, key: 'id' } },
    rating: { type: DataTypes.INTEGER, allowNull: false },
    feedback: DataTypes.TEXT,
  },
  { tableName: 'chat_ratings', underscored: true },
);

/** An error that becomes a reply. */
class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function time(value) {
  return value === undefined ? new Date() : new Date(value);
}

function required(condition, code, message) {
  if (!condition) {
    throw new Refusal(400, code, message);
  }
}

function found(session) {
  if (session === null) {
    throw new Refusal(404, 'SESSION_NOT_FOUND', 'There is no such session');
  }
  return session;
}

/** Makes a handler of a function that returns the data of the reply. */
function call(handler) {
  return (request, response, next) =>
    handler(request)
      .then((data) => response.json({ success: true, data }))
      .catch(next);
}

const app = express();
app.use(express.json());

app.post(
  '/api/chat/session',
  call(async ({ body }) => {
    required(body.sessionId && body.userInfo, 'INVALID_SESSION_DATA', 'sessionId and userInfo are required');
    const session = await Session.create({
      id: body.sessionId,
      userId: body.userInfo.userId,
      userInfo: body.userInfo,
      startTime: time(body.startTime),
    });
    return { sessionId: session.id, status: session.status, createdAt: session.startTime };
  }),
);

app.post(
  '/api/chat/message',
  call(async ({ body }) => {
    required(
      body.sessionId && body.messageId && body.message && body.sender,
      'INVALID_MESSAGE_DATA',
      'sessionId, messageId, message and sender are required',
    );
    found(await Session.findOne({ where: { id: body.sessionId, status: 'active' } }));
    const message = await Message.create({
      id: body.messageId,
      sessionId: body.sessionId,
      message: body.message,
      sender: body.sender,
      timestamp: time(body.timestamp),
    });
    return { messageId: message.id, status: 'sent', timestamp: message.timestamp };
  }),
);

app.get(
  '/api/chat/poll/:sessionId',
  call(async ({ params, query }) => {
    const session = found(await Session.findByPk(params.sessionId));
    const where = { sessionId: session.id };
    const last = query.after === undefined ? null : await Message.findByPk(query.after);
    if (last !== null) {
      where.timestamp = { [Op.gt]: last.timestamp };
    }
    const messages = await Message.findAll({ where, order: [['timestamp', 'ASC']], limit: PAGE });
    return {
      messages: messages.map((message) => ({
        messageId: message.id,
        message: message.message,
        sender: message.sender,
        timestamp: message.timestamp,
      })),
      sessionEnded: session.status !== 'active',
      sessionStatus: session.status,
    };
  }),
);

app.post(
  '/api/chat/session/end',
  call(async ({ body }) => {
    const session = found(await Session.findOne({ where: { id: body.sessionId ?? '', status: 'active' } }));
    await session.update({ status: 'ended', endTime: time(body.endTime) });
    const duration = Math.floor((session.endTime - session.startTime) / 1000);
    return { sessionId: session.id, status: session.status, endTime: session.endTime, duration };
  }),
);

app.post(
  '/api/chat/rating',
  call(async ({ body }) => {
    required(
      body.sessionId && Number.isInteger(body.rating) && body.rating >= 1 && body.rating <= 5,
      'INVALID_RATING',
      'sessionId and a rating from 1 to 5 are required',
    );
    const session = found(await Session.findOne({ where: { id: body.sessionId, status: 'ended' } }));
    required((await Rating.findByPk(session.id)) === null, 'RATING_EXISTS', 'The session has been rated');
    await Rating.create({ sessionId: session.id, rating: body.rating, feedback: body.feedback });
    await session.update({ rating: body.rating, feedback: body.feedback });
    return { sessionId: session.id, rating: body.rating };
  }),
);

app.use((error, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = error.status ?? 500;
  if (status === 500) {
    console.error(error);
  }
  const code = error.code ?? 'INTERNAL_ERROR';
  response.status(status).json({ success: false, error: { code, message: error.message } });
});

await sequelize.sync();
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
// as long as the chat's: the default of 5 seconds would end connections of a load generator that gets no processor for so long
server.keepAliveTimeout = 60_000;
process.stdin.on('end', () => process.exit()).resume();
