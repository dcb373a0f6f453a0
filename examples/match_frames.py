"""Match two frames: change `pandas` to `polars` or `pyarrow`'s `table`, and nothing else."""

from datetime import date

import pandas as pd

from regreso.tracing.frames import link_frames

register = pd.DataFrame(
    {"record_id": ["R1", "R2"], "name": ["Жуков Сергей", "Коваль Іван"], "dob": ["1999", ""]}
)
enquiries = pd.DataFrame({"enquiry_id": ["E1"], "name": ["Serjoscha Schukow"], "age": [23]})
answers = link_frames(register, enquiries, as_of=date(2022, 7, 1))
print(answers[["enquiry_id", "record_id", "rank", "probability"]].to_string(index=False))
