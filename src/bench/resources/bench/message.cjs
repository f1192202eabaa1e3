// A CSV's row as a call to the API, for those who send with Node.
const HEADERS = {
  authorization: 'Bearer benchmark',
  'content-type': 'application/json',
  accept: 'application/json',
};

function body([recipient, sender, attachment, caption, apiHeader]) {
  return JSON.stringify({
    message: [{
      recipient_whatsapp: recipient,
      message_type: 'media',
      recipient_type: 'individual',
      source: sender,
      'x-apiheader': apiHeader,
      type_media: [{ attachments: [{ attachment_id: attachment, caption }] }],
    }],
  });
}

module.exports = { HEADERS, body };
